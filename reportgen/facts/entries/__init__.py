"""What a YAML file may say, and how each of its sections becomes part of the fact base."""
