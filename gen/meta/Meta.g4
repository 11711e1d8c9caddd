// The meta-grammar: what the generator takes for a grammar file, written in itself.
//
// It is the only place that knows the form of these files: sipwright-gen writes it down as a table
// (gen/generated/meta_grammar.cpp), and the reader follows that table, to read every other grammar and this one again.
// The reader takes the first alternative that fits, and repeats as often as it can. What the labels mean is in
// gen/src/syntax/meta_reader.cpp; the texts behind @error are what a file is refused with.
grammar Meta;

/** A whole file.
 *  @error no_grammar "a grammar file is: grammar NAME ; imports, and rules with their comments before them" */
grammarSpec : gap L_g L_r L_a L_m L_m L_a L_r space name gap SEMICOLON gap importList? (rules+=ruleSpec gap)* ;

/** The grammars that this one builds on.
 *  @error no_import "imports are: import NAME, NAME ;" */
importList : L_i L_m L_p L_o L_r L_t space imports+=name gap (COMMA gap imports+=name gap)* SEMICOLON gap ;

/** One rule, and the comment that documents it. */
ruleSpec : (doc=docComment gap)? (byteClass=lexerRule | production=parserRule) ;

/** A byte class.
 *  @error no_byte_class "a byte class is one character in quotes, or a set: NAME : 'c' ; NAME : [a-z] ;" */
lexerRule : className=upperName gap COLON gap (literal | set) gap SEMICOLON ;

/** A rule of the grammar.
 *  @error no_rule "a rule is NAME : ALTERNATIVES ; no literals, lazy loops, actions, predicates or options" */
parserRule : ruleName=lowerName gap COLON gap body=alternatives SEMICOLON ;

/** Alternatives, the first that fits first. */
alternatives : choices+=alternative (PIPE gap choices+=alternative)* ;

/** One alternative; it may be empty. */
alternative : (elements+=element gap)* ;

/** One part of an alternative: a label, what it names, how often. */
element : (partLabel=name gap many=PLUS? EQ gap)? atom (gap repeated=suffix)? ;

/** Any number of times, at least once, or not always. */
suffix : STAR | PLUS | QUESTION ;

/** A group, what a byte class does not hold, a rule or a byte class. */
atom : LPAREN gap group=alternatives RPAREN | TILDE gap complement=inverted | reference=name ;

/** What stands behind a tilde. */
inverted : atom ;

/** One character in quotes, or its escape.
 *  @error no_literal "one character stands between two quotes; more are a set in brackets" */
literal : QUOTE ranges+=literalOctet QUOTE ;
literalOctet : low=literalChar ;

/** Characters and ranges in brackets.
 *  @error no_set "a set is closed by ] on its line; write \] and \- for these characters" */
set : LBRACKET (ranges+=setRange)+ RBRACKET ;

/** A character, or a range. */
setRange : low=setChar (DASH high=setChar)? ;

/** A character within quotes. */
literalChar : escape | plain=literalPlain ;
literalPlain : ~(QUOTE | BACKSLASH | LF | OTHER) ;

/** A character within brackets. */
setChar : escape | plain=setPlain ;
setPlain : ~(RBRACKET | BACKSLASH | DASH | LF | OTHER) ;

/** An escape: a letter that stands for a control, a code point, or the character itself. */
escape : BACKSLASH (unicode | letter=escapeChar) ;

/** A code point.
 *  @error no_code "\u needs four hexadecimal digits" */
unicode : L_u code=fourDigits ;
fourDigits : hexdig hexdig hexdig hexdig ;

/** What may stand behind a backslash by itself. */
escapeChar : ~(L_u | LF | OTHER) ;

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

/** White space and comments that document nothing. */
gap : (blank | lineComment | plainComment)* ;

/** The same, and not empty: between two words. */
space : blank gap ;

/** White space. */
blank : SPACE | LF ;

/** A comment up to the line end. */
lineComment : SLASH SLASH (~LF)* LF ;

/** Any other comment between its marks.
 *  @error open_comment "comment is not closed: add the star and slash that end it" */
plainComment : SLASH STAR (STAR+ SLASH | (~STAR | STAR ~(STAR | SLASH | SPACE | LF) | STAR STAR+ ~(STAR | SLASH))
               commentRest) ;
commentRest : (~STAR | STAR+ ~(STAR | SLASH))* STAR+ SLASH ;

/** A comment with one more star and a blank in front documents the rule behind it: prose, and annotations.
 *  @error open_document "comment is not closed: add the star and slash that end it" */
docComment : SLASH STAR STAR blank docGap ((annotations+=annotation | words+=docWord) docGap)* STAR+ SLASH ;

/** White space, and the stars that begin lines. */
docGap : (blank | STAR+ blank)* ;

/** An annotation and what follows it, which may be prose.
 *  @error no_annotation "an annotation is an at sign and a name" */
annotation : AT tag=lowerName (docGap arguments+=argument)* ;

/** A text in quotes, or a word. */
argument : DQUOTE quoted=quotedText DQUOTE | unquoted=docWord ;
quotedText : (~(DQUOTE | LF | STAR) | STAR+ ~(STAR | SLASH | DQUOTE | LF))* ;

/** A word of prose. */
docWord : (~(SPACE | LF | STAR | AT) | starred) (~(SPACE | LF | STAR) | starred)* ;

/** Stars that neither begin a line nor end the comment. */
starred : STAR+ ~(STAR | SLASH | SPACE | LF) ;

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
DASH : '-' ;
AT : '@' ;
DQUOTE : '"' ;
UNDERSCORE : '_' ;
SPACE : [ \t] ;
LF : '\n' ;
PRINTABLE : [!#$%&.<>^`{}] ;
OTHER : [\u0000-\u0008\u000B-\u001F\u007F-\u00FF] ;
