"""Dress a report's Word file in a house's own .docx: its styles, sheet, heads, feet and logo around our words."""
