// refused: fail/FAIL-tolerate-way-unknown.g4:8:5: @tolerate is NAME and one of: drop "OCTETS" [first] [behind "TEXT"] [before "TEXT"] [in RULE RULE], ignore [in METHOD], insert "VALUE", count, lines, end; and "REASON" in one place
grammar FAIL;

import Base;

/** RFC 0.
 *  @header "X" @single
 *  @tolerate odd-x forgive "peers do it" */
xValue : part=token ;
