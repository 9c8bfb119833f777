"""The ways in which users meet the checker, each the only importer of its library."""
