"""Mark printed facts and tell where they come from."""
