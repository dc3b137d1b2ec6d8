"""The fonts that ship: Noto Serif SC in two weights, cut by tools/fonts.py."""
