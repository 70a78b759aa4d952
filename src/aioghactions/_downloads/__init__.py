"""How a log or an archive comes, is kept and is unpacked."""
