"""Tests of the plugin, the command and its output."""
