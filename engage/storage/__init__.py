"""Files, keys, transactions and the journal of one `.engage` file. Knows no stage of an assembly."""
