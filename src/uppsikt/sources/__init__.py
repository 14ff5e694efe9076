"""What was read from the ledger, when and with what accepted; which import counts for what."""
