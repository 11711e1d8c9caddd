// Event `kind` at every entry that lives, or if `due_only` at those whose time is over; stands in one step of the world.

self = 0;
do
:: self < ENTRIES ->
   if
   :: is_live(self) && (!due_only || publication[self].dies_at <= 0) ->
#include "../generated/publication_rows.pml"
      c_code { if (now.publication_row >= 0) ++rows_taken[4][now.publication_row]; };
      CLAIM(CLAIM_EXPECTED, publication_row >= 0)
   :: else -> skip
   fi;
   self++
:: else -> break
od;
self = 0;
due_only = false;
publication_event_over();
kind = NOTHING
