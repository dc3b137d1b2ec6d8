"""Facts in rows: CSV and Excel files, what holds for them, and what is added up over them."""
