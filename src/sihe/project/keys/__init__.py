"""Field keys (加密密钥): what lies open is named, and stored fields are encrypted anew under a fresh key."""
