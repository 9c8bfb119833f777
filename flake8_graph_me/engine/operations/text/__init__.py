"""Operations on text: methods of strings, templates, substitution, URLs, JSON."""
