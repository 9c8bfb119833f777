"""The words that all parts of the package share.

Plain values only: identities, places, findings, edits, texts with holes, rows of knowledge,
options. Must not know how anything is analysed, reported or written, and imports nothing of the
package.
"""
