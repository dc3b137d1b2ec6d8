"""Figures that are computed: formulas, and how units, bounds and digits go through them."""
