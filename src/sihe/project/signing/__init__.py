"""Signing in (登录): the forms and words of the sign-in library, in those of this product."""
