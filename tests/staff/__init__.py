"""Staff pages across modules: matters, hand-overs and desks."""
