"""Places (地点): the tree from district to dwelling, and compounds beside it. Mission row R2."""
