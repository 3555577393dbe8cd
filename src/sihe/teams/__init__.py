"""Teams (队伍保障): who works for a community, in which post, and what happens when they leave."""
