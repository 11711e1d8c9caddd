// The meta-grammar: what the generator takes for a grammar file, written in itself.
//
// The reader (gen/src/syntax/meta_lexer.cpp, meta_parser.cpp) has a function for each rule here. A test derives
// every grammar file of the project, this one included, from these rules, and none of the texts that the reader
// refuses for their form.
grammar Meta;

/** A whole file. */
grammarSpec : gap L_g L_r L_a L_m L_m L_a L_r space name gap SEMICOLON gap importList? (ruleSpec gap)* ;

/** The grammars that this one builds on. */
importList : L_i L_m L_p L_o L_r L_t space name gap (COMMA gap name gap)* SEMICOLON gap ;

/** One rule. Its doc comment, with the annotations, is white space here. */
ruleSpec : lexerRule | parserRule ;

/** A byte class. */
lexerRule : upperName gap COLON gap (literal | set) gap SEMICOLON ;

/** A rule of the grammar. */
parserRule : lowerName gap COLON gap alternatives SEMICOLON ;

/** Alternatives, the first that fits first. */
alternatives : alternative (PIPE gap alternative)* ;

/** One alternative; it may be empty. */
alternative : (element gap)* ;

/** One part of an alternative: a label, what it names, how often. */
element : (name gap PLUS? EQ gap)? atom (gap suffix)? ;

/** Any number of times, at least once, or not always. */
suffix : STAR | PLUS | QUESTION ;

/** A group, what a byte class does not hold, a rule or a byte class. */
atom : LPAREN gap alternatives RPAREN | TILDE gap atom | name ;

/** One character in quotes, or its escape. */
literal : QUOTE (escape | literalChar) QUOTE ;

/** Characters and ranges in brackets. */
set : LBRACKET (escape | setChar)+ RBRACKET ;

/** An escape: a letter that stands for a control, a code point, or the character itself. */
escape : BACKSLASH (L_u hexdig hexdig hexdig hexdig | escapeChar) ;

/** What may stand behind a backslash by itself. */
escapeChar : ~(L_u | LF | OTHER) ;

/** A character within quotes. */
literalChar : ~(QUOTE | BACKSLASH | LF | OTHER) ;

/** A character within brackets. */
setChar : ~(RBRACKET | BACKSLASH | LF | OTHER) ;

/** A hexadecimal digit. */
hexdig : digit | L_a | L_b | L_c | L_d | L_e | L_f | UPPER_A_F ;

/** A digit. */
digit : DIGIT ;

/** A lower-case letter. */
lower : L_a | L_b | L_c | L_d | L_e | L_f | L_g | L_h | L_i | L_j | L_k | L_l | L_m | L_n | L_o | L_p
       | L_q | L_r | L_s | L_t | L_u | L_v | L_w | L_x | L_y | L_z ;

/** An upper-case letter. */
upper : UPPER_A_F | UPPER_G_Z ;

/** Behind the first character of a name. */
nameRest : lower | upper | digit | UNDERSCORE ;

/** The name of a rule or a label. */
lowerName : lower nameRest* ;

/** The name of a byte class. */
upperName : upper nameRest* ;

/** Either. */
name : lowerName | upperName ;

/** White space and comments. */
gap : (blank | lineComment | blockComment)* ;

/** The same, and not empty: between two words. */
space : blank gap ;

/** White space. */
blank : SPACE | LF ;

/** A comment up to the line end. */
lineComment : SLASH SLASH (~LF)* LF ;

/** A comment between its marks; with one more star in front it documents the rule behind it. */
blockComment : SLASH STAR (~STAR | STAR+ ~(STAR | SLASH))* STAR+ SLASH ;

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
UPPER_A_F : [A-F] ;
UPPER_G_Z : [G-Z] ;
DIGIT : [0-9] ;
COLON : ':' ;
SEMICOLON : ';' ;
COMMA : ',' ;
PIPE : '|' ;
LPAREN : '(' ;
RPAREN : ')' ;
STAR : '*' ;
PLUS : '+' ;
QUESTION : '?' ;
EQ : '=' ;
TILDE : '~' ;
QUOTE : '\'' ;
LBRACKET : '[' ;
RBRACKET : ']' ;
BACKSLASH : '\\' ;
SLASH : '/' ;
UNDERSCORE : '_' ;
SPACE : [ \t] ;
LF : '\n' ;
PRINTABLE : [!"#$%&\-.<>@^`{}] ;
OTHER : [\u0000-\u0008\u000B-\u001F\u007F-\u00FF] ;
