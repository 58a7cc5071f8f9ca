"""Words in, index terms out, as another program uses it."""

from __future__ import annotations

import io
import subprocess
import sys

from searchapp.analysis.forms import forms
from searchapp.analysis.lines import analyzed


def terms(words: bytes) -> list[str]:
    """The lines that come out."""
    return b"".join(analyzed(io.BytesIO(words))).decode().split("\n")


def test_a_line_comes_out_for_every_line() -> None:
    """Empty lines, carriage returns, broken UTF-8 and a last line without an end included."""
    assert terms(b"kansen\n\nbekerfinales\r\nVanaken") == [
        "kans",
        "",
        "bekerfinale beker finale",
        "vanaken",
        "",
    ]
    assert len(terms(b"caf\xe9\n\xff\nx\n")) == 4
    assert terms(b"") == [""]


def test_lines_that_arrive_in_pieces_are_whole() -> None:
    """Nothing depends on where a piece ends."""
    words = b"keepers\n" * 30_000
    assert set(terms(words)) == {"keeper", ""}


def test_the_command_analyses_without_the_rest_of_the_house() -> None:
    """`analyze` and `--version` load neither Flask nor Whoosh nor NumPy."""
    heavy = "{'flask', 'whoosh', 'numpy', 'click', 'searchapp.extraction'} & set(sys.modules)"
    code = (
        "import sys; sys.argv = ['searchapp', 'analyze']\n"
        f"from searchapp.__main__ import main; main(); print({heavy}, file=sys.stderr)"
    )
    run = subprocess.run([sys.executable, "-c", code], input=b"kansen\n", capture_output=True, check=True)
    assert (run.stdout, run.stderr.strip()) == (b"kans\n", b"set()")


def test_forms_of_a_word_are_those_of_the_list() -> None:
    """Plurals and diminutives by the rules of spelling; an unknown word stands for itself at least."""
    assert {"trap", "trappen", "trapje"} <= set(forms("trap"))
    assert {"brief", "brieven"} <= set(forms("brief"))
    assert {"baas", "bazen"} <= set(forms("baas"))
    assert "kaartten" not in forms("kaart")
    assert forms("2-1") == ("2-1",)
    assert forms("xqz")[0] == "xqz"
