"""Write what stands in a paragraph: runs by script, inline nodes, fields, notes."""
