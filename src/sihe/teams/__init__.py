"""二 队伍保障: who stands in, who leaves, who holds what."""
