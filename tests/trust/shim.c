/* Asks a referee, over a socket of the file system, before each call that changes a file below $SHIM_ROOT:
   may it go on, or does it fail, and with which errno? Loaded with LD_PRELOAD (Linux). */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/types.h>
#include <sys/uio.h>
#include <sys/un.h>
#include <unistd.h>

#define REAL(type, name, ...) \
    static type (*real)(__VA_ARGS__) = NULL; \
    if (!real) real = (type (*)(__VA_ARGS__))dlsym(RTLD_NEXT, #name)

static ssize_t plain_write(int fd, const void *bytes, size_t size) {
    REAL(ssize_t, write, int, const void *, size_t);
    return real(fd, bytes, size);
}

static int below(const char *path) {
    const char *root = getenv("SHIM_ROOT");
    return root && strncmp(path, root, strlen(root)) == 0;
}

/* 0, or the errno with which the call has to fail. */
static int refused(const char *what, const char *path, const char *other) {
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    const char *referee = getenv("SHIM_REFEREE");
    char line[2 * PATH_MAX + 32];
    unsigned char answer = 0;
    int kept = errno, length, channel;
    if (!referee || !(below(path) || (other && below(other)))) return 0;
    channel = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    strncpy(address.sun_path, referee, sizeof address.sun_path - 1);
    length = snprintf(line, sizeof line, "%s\t%s\t%s\n", what, path, other ? other : "");
    if (channel >= 0 && connect(channel, (struct sockaddr *)&address, sizeof address) == 0
        && plain_write(channel, line, (size_t)length) == length && read(channel, &answer, 1) != 1)
        _exit(9); /* the referee hung up: this is where the process dies */
    if (channel >= 0) close(channel);
    errno = kept;
    return answer;
}

static int refused_at(const char *what, int fd) {
    char link[64], path[PATH_MAX];
    ssize_t length;
    int kept = errno;
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    length = readlink(link, path, sizeof path - 1);
    errno = kept;
    if (length <= 0) return 0;
    path[length] = 0;
    return refused(what, path, NULL);
}

static int refused_names(const char *what, const char *one, const char *two) {
    char first[PATH_MAX], second[PATH_MAX];
    int kept = errno;
    const char *a = one, *b = two;
    char here[PATH_MAX];
    if (!getcwd(here, sizeof here)) here[0] = 0;
    if (one[0] != '/') { snprintf(first, sizeof first, "%.2000s/%.2000s", here, one); a = first; }
    if (two && two[0] != '/') { snprintf(second, sizeof second, "%.2000s/%.2000s", here, two); b = second; }
    errno = kept;
    return refused(what, a, b);
}

#define UNLESS(question) do { int e = (question); if (e) { errno = e; return -1; } } while (0)

ssize_t write(int fd, const void *bytes, size_t size) {
    UNLESS(refused_at("write", fd));
    return plain_write(fd, bytes, size);
}
ssize_t pwrite(int fd, const void *bytes, size_t size, off_t at) {
    REAL(ssize_t, pwrite, int, const void *, size_t, off_t);
    UNLESS(refused_at("write", fd));
    return real(fd, bytes, size, at);
}
ssize_t pwrite64(int fd, const void *bytes, size_t size, off64_t at) {
    REAL(ssize_t, pwrite64, int, const void *, size_t, off64_t);
    UNLESS(refused_at("write", fd));
    return real(fd, bytes, size, at);
}
ssize_t writev(int fd, const struct iovec *parts, int count) {
    REAL(ssize_t, writev, int, const struct iovec *, int);
    UNLESS(refused_at("write", fd));
    return real(fd, parts, count);
}
int ftruncate(int fd, off_t size) {
    REAL(int, ftruncate, int, off_t);
    UNLESS(refused_at("write", fd));
    return real(fd, size);
}
int ftruncate64(int fd, off64_t size) {
    REAL(int, ftruncate64, int, off64_t);
    UNLESS(refused_at("write", fd));
    return real(fd, size);
}
int fsync(int fd) {
    REAL(int, fsync, int);
    UNLESS(refused_at("fsync", fd));
    return real(fd);
}
int fdatasync(int fd) {
    REAL(int, fdatasync, int);
    UNLESS(refused_at("fsync", fd));
    return real(fd);
}
int rename(const char *from, const char *to) {
    REAL(int, rename, const char *, const char *);
    UNLESS(refused_names("rename", from, to));
    return real(from, to);
}
int renameat2(int there, const char *from, int here, const char *to, unsigned int flags) {
    REAL(int, renameat2, int, const char *, int, const char *, unsigned int);
    UNLESS(refused_names("rename", from, to));
    return real(there, from, here, to, flags);
}
int unlink(const char *path) {
    REAL(int, unlink, const char *);
    UNLESS(refused_names("unlink", path, NULL));
    return real(path);
}
int unlinkat(int folder, const char *path, int flags) {
    REAL(int, unlinkat, int, const char *, int);
    UNLESS(path[0] == '/' ? refused("unlink", path, NULL) : refused_at("unlink", folder));
    return real(folder, path, flags);
}
