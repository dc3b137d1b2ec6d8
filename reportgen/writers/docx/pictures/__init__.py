"""Write pictures, drawings and timelines."""
