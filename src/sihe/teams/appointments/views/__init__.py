"""Pages of appointments and of sign-ins issued anew."""
