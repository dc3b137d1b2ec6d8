"""Number, name and refer: headings, captions, contents and what leads from one place to another."""
