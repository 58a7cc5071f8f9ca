"""What developers run beside searchapp itself."""
