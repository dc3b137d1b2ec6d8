"""Write pages: their sections, heads and feet; and learn on which page what stands."""
