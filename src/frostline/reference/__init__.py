"""Published tables: releases with the days they are good for, answered as of a day."""
