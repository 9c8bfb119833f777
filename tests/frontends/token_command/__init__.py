"""Tests of the command ``token``."""
