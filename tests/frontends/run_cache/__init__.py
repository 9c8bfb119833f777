"""Tests of what a run keeps for the next one."""
