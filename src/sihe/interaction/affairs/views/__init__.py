"""The pages of affairs: for those who keep and publish, and for everybody."""
