"""Vietnamese text as people type it and as the field prints it. Pure: no clock, no network, no catalogue."""
