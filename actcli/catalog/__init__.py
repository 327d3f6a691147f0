"""The book of activation functions: TOML entries, how they are named, and their measured traits."""
