package io.pepper.identity.login;

import java.util.Locale;
import java.util.Set;

/**
 * The most common passwords of at least eight characters, as lists of leaked ones have them. They
 * are what a guesser begins with.
 */
final class CommonPasswords {
  private static final Set<String> LIST =
      Set.of(
          """
          00000000 01234567 0123456789 09876543 0987654321 11111111 111111111 1111111111 11112222
          11223344 1122334455 12121212 123123123 12312312 123321123 12341234 1234554321 12345678
          123456789 1234567890 12345678910 123456789a 12345679 123456abc 12344321 123qwe123
          1q2w3e4r 1q2w3e4r5t 1qaz2wsx 1qazxsw2 21212121 22222222 33333333 44444444 55555555
          66666666 77777777 87654321 88888888 987654321 9876543210 99999999 a1234567 a12345678
          a123456789 aa123456 aaaaaaaa abc12345 abcd1234 abcdefgh access14 admin123 admin1234
          administrator alexander asdf1234 asdfasdf asdfghjk asdfghjkl babygirl barcelona baseball
          basketball blink182 butterfly caroline changeme changeit changeme123 charlie1 chocolate
          christian computer consumer cristina danielle december default1 dragon123 einstein
          elizabeth football football1 freedom1 garfield internet isabella iloveyou iloveyou1
          jennifer jonathan jordan23 killer123 letmein1 letmein123 liverpool login123 manchester
          master123 michael1 michelle mercedes midnight monkey123 mustang1 nicholas november
          p@ssw0rd p@ssword pa55word passw0rd password password! password1 password12 password123
          password1234 patricia pepper123 pepperpepper pokemon1 princess princess1 q1w2e3r4
          q1w2e3r4t5 qazwsxedc qwer1234 qwerasdf qwerty12 qwerty123 qwerty1234 qwertyui qwertyuiop
          rootroot samantha samsung1 scorpion september shadow123 starwars steelers sunshine
          sunshine1 superman superuser swordfish test1234 testtest trustno1 victoria welcome1
          welcome123 whatever william1 zaq12wsx zxcvbnm1 zxcvbnm123 zxcvbnmzxc
          """
              .strip()
              .split("\\s+"));

  private CommonPasswords() {}

  /** Returns whether it is a common one, in capitals or not. */
  static boolean contain(String password) {
    return LIST.contains(password.toLowerCase(Locale.ROOT));
  }
}
