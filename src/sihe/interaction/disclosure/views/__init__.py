"""The pages of disclosure: for those who keep and publish, and for everybody."""
