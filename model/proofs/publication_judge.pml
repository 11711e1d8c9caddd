// One request at the ESC, from Idle to Idle of the compositor's machine; stands in one step of the agent.

if
:: is_success(whim) ->
   present_request();
   do
   :: kind != NOTHING ->
      asked = ASKS_NOTHING;
      self = 0;
#include "../generated/compositor_rows.pml"
      c_code { if (now.compositor_row >= 0) ++rows_taken[3][now.compositor_row]; };
      CLAIM(CLAIM_EXPECTED, compositor_row >= 0);
      if
      :: asked == ASKS_NOTHING -> kind = NOTHING
      :: asked == ASKS_NO_ONE -> kind = Compositor_Event_passed
      :: else ->
         if
         :: asked == ASKS_ROOM -> find_room(); kind = Publication_Event_store
         :: else -> find_entry(judged.tag)
         fi;
         asked = ASKS_NOTHING;
         if
         :: place < ENTRIES ->
            CLAIM(CLAIM_ISOLATION, kind == Publication_Event_store || entry[place].owner == asker);
            publication_event_granted = grant;
            asked = (kind == Publication_Event_named -> ASKS_NOTHING : ASKS_NO_ONE);
            self = place;
#include "../generated/publication_rows.pml"
            c_code { if (now.publication_row >= 0) ++rows_taken[4][now.publication_row]; };
            CLAIM(CLAIM_EXPECTED, publication_row >= 0)
         :: else -> skip
         fi;
         kind = (asked == ASKS_NO_ONE -> Compositor_Event_passed : Compositor_Event_failed)
      fi
   :: else -> break
   od
:: else -> skip
fi;
self = asker;
if
:: unheard -> make_answer(scrap)
:: else -> make_answer(answer[self])
fi;
scrap.present = false; scrap.kind = 0; scrap.tag = 0; scrap.whim = 0; scrap.expires = 0; scrap.age = 0;
request_over()
