"""Operations on sequences, dictionaries and sets, and iteration over them."""
