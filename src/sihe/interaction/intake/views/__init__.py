"""Pages of intake: for residents without an account, for the desk, for grid workers, for triage."""
