"""What a Word file is made of before anything is said: styles, numbering, settings, fonts and colours."""
