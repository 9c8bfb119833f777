"""The case runner: Markdown pages of marked programs, each case one named test.

``pages`` reads a page, ``marks`` reads what a program's lines expect, ``judging`` asks the package
what it finds, ``items`` makes tests of it all, ``differences`` handles the expected fixes,
``library`` knows where the pages lie.
"""
