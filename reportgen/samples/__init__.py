"""The small projects that `reportgen new` writes: plain files; build/new.py says how they are made one's own."""
