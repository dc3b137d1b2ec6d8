"""What editors are told of the YAML files of a project (JSON Schema); tools/schemas.py makes it from the models."""
