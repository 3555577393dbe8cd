"""Teams (队伍保障): who works for a community, in which post, who stands in, who leaves and what they hold."""
