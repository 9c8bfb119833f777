"""Configuration parsers: reading and writing their options, and what is read of one."""
