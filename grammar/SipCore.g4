// Characters, white space, tokens, quoted strings, comments, numbers and hosts.
//
// The lexer has one token per byte class and nothing else, so that no token depends on its context: every byte of a
// message is one token, and all structure is in the parser rules. Rule names are those of the RFCs in lowerCamelCase.
//
// White space: the RFC lets separators take SWS on both sides, which gives most inputs many parse trees. Here every
// token takes the SWS behind it and nothing takes SWS in front, which derives the same values in exactly one way.
grammar SipCore;

/** RFC 5234 B.1 ALPHA. */
alpha : L_a | L_b | L_c | L_d | L_e | L_f | L_g | L_h | L_i | L_j | L_k | L_l | L_m | L_n | L_o | L_p | L_q
       | L_r | L_s | L_t | L_u | L_v | L_w | L_x | L_y | L_z | U_A | U_B | U_C | U_D | U_E | U_F | U_G
       | U_H | U_I | U_J | U_K | U_L | U_M | U_N | U_O | U_P | U_Q | U_R | U_S | U_T | U_U | U_V | U_W
       | U_X | U_Y | U_Z ;

/** RFC 5234 2.3: in a keyword, a letter of either case. */
a : L_a | U_A ;
b : L_b | U_B ;
c : L_c | U_C ;
d : L_d | U_D ;
e : L_e | U_E ;
f : L_f | U_F ;
g : L_g | U_G ;
h : L_h | U_H ;
i : L_i | U_I ;
j : L_j | U_J ;
k : L_k | U_K ;
l : L_l | U_L ;
m : L_m | U_M ;
n : L_n | U_N ;
o : L_o | U_O ;
p : L_p | U_P ;
q : L_q | U_Q ;
r : L_r | U_R ;
s : L_s | U_S ;
t : L_t | U_T ;
u : L_u | U_U ;
v : L_v | U_V ;
w : L_w | U_W ;
x : L_x | U_X ;
y : L_y | U_Y ;
z : L_z | U_Z ;

/** RFC 5234 B.1 DIGIT. */
digit : D_0 | D_1 | D_2 | D_3 | D_4 | D_5 | D_6 | D_7 | D_8 | D_9 ;

/** RFC 3261 25.1 alphanum. */
alphanum : alpha | digit ;

/** RFC 5234 B.1 HEXDIG; RFC 3261 takes either case on receipt. */
hexdig : digit | L_a | L_b | L_c | L_d | L_e | L_f | U_A | U_B | U_C | U_D | U_E | U_F ;

/** RFC 3261 25.1 LHEX: lower case only, where the RFC says so. */
lhex : digit | L_a | L_b | L_c | L_d | L_e | L_f ;

/** RFC 5234 B.1 CRLF. A bare CR or LF is no line end. */
crlf : CR LF ;

/** RFC 5234 B.1 WSP. */
wsp : SP | HTAB ;

/** RFC 3261 25.1 LWS: at most one fold, then at least one blank.
 *  @write " " */
lws : wsp+ (crlf wsp+)? | crlf wsp+ ;

/** RFC 3261 25.1 SWS. */
sws : lws? ;

/** RFC 3261 25.1 HCOLON: blanks before the colon, but no fold; SWS behind it.
 *  @write ": " */
hcolon : wsp* COLON sws ;

/** RFC 3261 25.1 SEMI. */
semi : SEMICOLON sws ;

/** RFC 3261 25.1 COMMA.
 *  @write ", " */
comma : COMMA sws ;

/** RFC 3261 25.1 EQUAL. */
equal : EQ sws ;

/** RFC 3261 25.1 SLASH. */
slash : SLASH sws ;

/** RFC 3261 25.1 COLON. */
colon : COLON sws ;

/** RFC 3261 25.1 token, one character of it. */
tokenChar : alphanum | DASH | DOT | EXCLAM | PERCENT | STAR | UNDERSCORE | PLUS | BACKTICK | APOSTROPHE | TILDE ;

/** RFC 3261 25.1 token. */
token : tokenChar+ ;

/** RFC 3261 25.1 word, one character of it. Quotes and brackets do not pair in it. */
wordChar : tokenChar | LPAREN | RPAREN | LT | GT | COLON | BACKSLASH | DQUOTE | SLASH | LBRACKET | RBRACKET | QUESTION
         | LBRACE | RBRACE ;

/** RFC 3261 25.1 word. */
word : wordChar+ ;

/** RFC 3261 25.1 UTF8-CONT. */
utf8Cont : UTF8_CONT ;

/** RFC 3261 25.1 UTF8-NONASCII. It admits five and six octets and overlong forms, as the RFC does. */
utf8Nonascii : UTF8_LEAD2 utf8Cont
             | UTF8_LEAD3 utf8Cont utf8Cont
             | UTF8_LEAD4 utf8Cont utf8Cont utf8Cont
             | UTF8_LEAD5 utf8Cont utf8Cont utf8Cont utf8Cont
             | UTF8_LEAD6 utf8Cont utf8Cont utf8Cont utf8Cont utf8Cont ;

/** RFC 3261 25.1 quoted-pair: any ASCII but CR and LF, NUL included. */
quotedPair : BACKSLASH ( ~(CR | LF | UTF8_CONT | UTF8_LEAD2 | UTF8_LEAD3 | UTF8_LEAD4 | UTF8_LEAD5 | UTF8_LEAD6
                           | BYTE_OTHER) ) ;

/** RFC 3261 25.1 qdtext, without its LWS. */
qdtext : ~(DQUOTE | BACKSLASH | SP | HTAB | CR | LF | NUL | CTL | UTF8_CONT | UTF8_LEAD2 | UTF8_LEAD3 | UTF8_LEAD4
           | UTF8_LEAD5 | UTF8_LEAD6 | BYTE_OTHER)
       | utf8Nonascii ;

/** RFC 3261 25.1 quoted-string. A fold needs a blank behind it.
 *  @quotes */
quotedString : DQUOTE (qdtext | quotedPair | wsp | crlf wsp)* DQUOTE ;

/** RFC 3261 25.1 ctext, without its LWS. */
ctext : ~(LPAREN | RPAREN | BACKSLASH | SP | HTAB | CR | LF | NUL | CTL | UTF8_CONT | UTF8_LEAD2 | UTF8_LEAD3
          | UTF8_LEAD4 | UTF8_LEAD5 | UTF8_LEAD6 | BYTE_OTHER)
      | utf8Nonascii ;

/** RFC 3261 25.1 comment. It nests: the one rule that is not regular.
 *  @nested */
comment : LPAREN (ctext | quotedPair | wsp | crlf wsp | comment)* RPAREN ;

/** RFC 3261 25.1 TEXT-UTF8char. */
textUtf8char : ~(SP | HTAB | CR | LF | NUL | CTL | UTF8_CONT | UTF8_LEAD2 | UTF8_LEAD3 | UTF8_LEAD4 | UTF8_LEAD5
                 | UTF8_LEAD6 | BYTE_OTHER)
             | utf8Nonascii ;

/** RFC 3261 25.1 TEXT-UTF8-TRIM: no blank at its end. */
textUtf8Trim : textUtf8char+ (lwsText+ textUtf8char+)* ;

/** A blank inside text: a blank, or a fold and its blank. */
lwsText : wsp | crlf wsp ;

/** RFC 3261 25.1 delta-seconds. The range is in prose (RFC 3261 20.19).
 *  @type u32 max 4294967295 */
deltaSeconds : digit+ ;

/** RFC 3261 25.1 qvalue. */
qvalue : D_0 (DOT (digit (digit digit?)?)?)? | D_1 (DOT (D_0 (D_0 D_0?)?)?)? ;

/** RFC 3261 25.1 gen-value. A host that is no token is one in brackets. */
genValue : token | ipv6reference | quotedString ;

/** RFC 3261 25.1 generic-param. */
genericParam : paramName=token sws (equal paramValue=genValue sws)? ;

// ---- hosts ----

/** RFC 3261 25.1 port. The range is the transport's.
 *  @type u32 max 65535 */
port : digit+ ;

/** RFC 3261 25.1 domainlabel and the dot behind it. */
domainlabel : alphanum+ (DASH+ alphanum+)* ;

/** RFC 3261 25.1 toplabel: begins with a letter, so that 1.2.3.4 is an IPv4address only. */
toplabel : alpha alphanum* (DASH+ alphanum+)* ;

/** RFC 3261 25.1 hostname. */
hostname : (domainlabel DOT)* toplabel DOT? ;

/** RFC 3986 3.2.2 dec-octet, taken in place of RFC 3261's 1*3DIGIT as erratum-free form (RFC 5954 does so for the
 *  IPv4 part of IPv6). */
decOctet : digit
         | (D_1 | D_2 | D_3 | D_4 | D_5 | D_6 | D_7 | D_8 | D_9) digit
         | D_1 digit digit
         | D_2 (D_0 | D_1 | D_2 | D_3 | D_4) digit
         | D_2 D_5 (D_0 | D_1 | D_2 | D_3 | D_4 | D_5) ;

/** RFC 3261 25.1 IPv4address: one to three digits each, as there. */
ipv4address : digit (digit digit?)? DOT digit (digit digit?)? DOT digit (digit digit?)? DOT digit (digit digit?)? ;

/** RFC 5954 4.1 h16. */
h16 : hexdig (hexdig (hexdig hexdig?)?)? ;

/** RFC 5954 4.1 ls32. */
ls32 : h16 COLON h16 | decOctet DOT decOctet DOT decOctet DOT decOctet ;

/** RFC 5954 4.1 IPv6address, which replaces RFC 3261's rule (that one derives three colons). */
ipv6address : h16 COLON h16 COLON h16 COLON h16 COLON h16 COLON h16 COLON ls32
            | COLON COLON h16 COLON h16 COLON h16 COLON h16 COLON h16 COLON ls32
            | h16? COLON COLON h16 COLON h16 COLON h16 COLON h16 COLON ls32
            | (h16 (COLON h16)?)? COLON COLON h16 COLON h16 COLON h16 COLON ls32
            | (h16 (COLON h16 (COLON h16)?)?)? COLON COLON h16 COLON h16 COLON ls32
            | (h16 (COLON h16 (COLON h16 (COLON h16)?)?)?)? COLON COLON h16 COLON ls32
            | (h16 (COLON h16 (COLON h16 (COLON h16 (COLON h16)?)?)?)?)? COLON COLON ls32
            | (h16 (COLON h16 (COLON h16 (COLON h16 (COLON h16 (COLON h16)?)?)?)?)?)? COLON COLON h16
            | (h16 (COLON h16 (COLON h16 (COLON h16 (COLON h16 (COLON h16 (COLON h16)?)?)?)?)?)?)? COLON COLON ;

/** RFC 3261 25.1 IPv6reference.
 *  @tolerate three-colons drop ":" behind "::" "RFC 5118 4.10: the ABNF of RFC 3261 had one colon too many" */
ipv6reference : LBRACKET ipv6address RBRACKET ;

/** RFC 3261 25.1 host. Where a dotted name is both, it is the address. */
host : ipv4address | hostname | ipv6reference ;

// ---- byte classes ----

L_a : 'a' ;
L_b : 'b' ;
L_c : 'c' ;
L_d : 'd' ;
L_e : 'e' ;
L_f : 'f' ;
L_g : 'g' ;
L_h : 'h' ;
L_i : 'i' ;
L_j : 'j' ;
L_k : 'k' ;
L_l : 'l' ;
L_m : 'm' ;
L_n : 'n' ;
L_o : 'o' ;
L_p : 'p' ;
L_q : 'q' ;
L_r : 'r' ;
L_s : 's' ;
L_t : 't' ;
L_u : 'u' ;
L_v : 'v' ;
L_w : 'w' ;
L_x : 'x' ;
L_y : 'y' ;
L_z : 'z' ;
U_A : 'A' ;
U_B : 'B' ;
U_C : 'C' ;
U_D : 'D' ;
U_E : 'E' ;
U_F : 'F' ;
U_G : 'G' ;
U_H : 'H' ;
U_I : 'I' ;
U_J : 'J' ;
U_K : 'K' ;
U_L : 'L' ;
U_M : 'M' ;
U_N : 'N' ;
U_O : 'O' ;
U_P : 'P' ;
U_Q : 'Q' ;
U_R : 'R' ;
U_S : 'S' ;
U_T : 'T' ;
U_U : 'U' ;
U_V : 'V' ;
U_W : 'W' ;
U_X : 'X' ;
U_Y : 'Y' ;
U_Z : 'Z' ;
D_0 : '0' ;
D_1 : '1' ;
D_2 : '2' ;
D_3 : '3' ;
D_4 : '4' ;
D_5 : '5' ;
D_6 : '6' ;
D_7 : '7' ;
D_8 : '8' ;
D_9 : '9' ;
EXCLAM : '!' ;
DQUOTE : '"' ;
HASH : '#' ;
DOLLAR : '$' ;
PERCENT : '%' ;
AMPERSAND : '&' ;
APOSTROPHE : '\'' ;
LPAREN : '(' ;
RPAREN : ')' ;
STAR : '*' ;
PLUS : '+' ;
COMMA : ',' ;
DASH : '-' ;
DOT : '.' ;
SLASH : '/' ;
COLON : ':' ;
SEMICOLON : ';' ;
LT : '<' ;
EQ : '=' ;
GT : '>' ;
QUESTION : '?' ;
AT : '@' ;
LBRACKET : '[' ;
BACKSLASH : '\\' ;
RBRACKET : ']' ;
CARET : '^' ;
UNDERSCORE : '_' ;
BACKTICK : '`' ;
LBRACE : '{' ;
PIPE : '|' ;
RBRACE : '}' ;
TILDE : '~' ;
SP : ' ' ;
HTAB : '\t' ;
CR : '\r' ;
LF : '\n' ;
NUL : '\u0000' ;
CTL : [\u0001-\u0008\u000B\u000C\u000E-\u001F\u007F] ;
UTF8_CONT : [\u0080-\u00BF] ;
UTF8_LEAD2 : [\u00C0-\u00DF] ;
UTF8_LEAD3 : [\u00E0-\u00EF] ;
UTF8_LEAD4 : [\u00F0-\u00F7] ;
UTF8_LEAD5 : [\u00F8-\u00FB] ;
UTF8_LEAD6 : [\u00FC\u00FD] ;
BYTE_OTHER : [\u00FE\u00FF] ;
