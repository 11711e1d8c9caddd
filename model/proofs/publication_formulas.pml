// What holds in the end in publication.pml: users speak, messages get lost and the ESC restarts only so often.

#define published_at(i, p) (is_live(i) && entry[i].owner == p && entry[i].document == view[p].document)
#define left_at(i, p) (is_live(i) && entry[i].owner == p)
#define published(p) (published_at(0, p) || published_at(1, p) || published_at(2, p))
#define left(p) (left_at(0, p) || left_at(1, p) || left_at(2, p))
#define everybody(what) (what(0) && what(1))
#define no_gap_of(p) (!view[p].wanted || published(p))
#define no_ghost_of(p) (view[p].wanted || !left(p))
#define at_rest_of(p) (view[p].wanted || publisher[p].state == Publisher_State_Idle)

ltl no_gap { <>[] everybody(no_gap_of) }
ltl no_ghost { <>[] everybody(no_ghost_of) }
ltl comes_to_rest { <>[] everybody(at_rest_of) }
ltl time_passes { []<> (clock == 0) && []<> (clock == 1) }
ltl time_passes_in_storm { []<> (clock == 0) && []<> (clock == 1) }
