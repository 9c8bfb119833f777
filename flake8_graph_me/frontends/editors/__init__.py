"""What all editors need, whatever protocol they speak: configuration of folders, checks of buffers.

Must not import a library for a protocol.
"""
