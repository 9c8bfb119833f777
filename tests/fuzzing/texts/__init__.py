"""Operations on texts with mutated literals, a file for each part of the operations' syntax."""
