"""What a Word file says that somebody edited and sent back."""
