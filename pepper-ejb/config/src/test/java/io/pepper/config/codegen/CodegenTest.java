package io.pepper.config.codegen;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pepper.config.GoProgram;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Generated code, compiled and run by the tools of its languages. */
class CodegenTest {
  private static final String ALL_TYPES =
      """
      text = it's "\\n" $x
      flag bool = t
      n int = -5
      big int64 = -9223372036854775808
      ratio float64 = 1e-7
      one time.Duration = 1500ms
      two time.Duration = 3h
      texts []string = a,b
      ints []int = 1,2
      longs []int64 = 3
      floats []float64 = 0.5
      flags []bool = true,false
      ss map[string]string = a:b
      si map[string]int = a:1
      is map[int]string = 1:a
      ii map[int]int = 1:2
      sb map[string]bool = a,b:0
      ib map[int]bool = 1,2:0
      set map[string]struct{} = a,b
      numbers map[int]struct{} = 1,2
      lists map[string][]string = a:b,c;d:e
      pk_person json = {"name":"x","age":5,"tags":["a"],"home":{"city":"y"},"none":null}
      odd json = {"a b":1,"class":2}
      array json = [{"x":1},{"x":1.5,"y":true}]
      empty json =

      [10.0.0.1:80]
      n int = 6
      only_here = z
      pk_person json = {"name":"y","age":5.5}
      """;

  @TempDir Path folder;
  private Path source;
  private Path out;

  @BeforeEach
  void writeFiles() throws IOException {
    source = folder.resolve("conf");
    out = folder.resolve("out");
    write("global.conf", ALL_TYPES);
    write("bj/global.conf", "n int = 7\nextra = 1\n");
    write("my_test.conf", "a_b = 1\nclass_name = 2\n");
    write("list-of.conf", "wait_ = 1\n");
    write("meta.conf", "");
    write(".hidden.conf", "not ini");
    write("readme.txt", "not ini");
  }

  @Test
  void javaCompilesAndReadsValues() throws Exception {
    generate("--java");
    Path classes = Files.createDirectories(folder.resolve("classes"));
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "-Xlint:all",
                "-Werror",
                "--release",
                "21",
                "-cp",
                classes.toString(),
                "-d",
                classes.toString()));
    files(out).forEach(file -> arguments.add(file.toString()));
    assertThat(
            ToolProvider.getSystemJavaCompiler()
                .run(null, null, System.err, arguments.toArray(String[]::new)))
        .isZero();
    try (URLClassLoader loader = new URLClassLoader(new URL[] {classes.toUri().toURL()}, null)) {
      Class<?> source = loader.loadClass("config.ValueSource");
      Object values =
          Proxy.newProxyInstance(
              loader,
              new Class<?>[] {source},
              (self, method, args) -> args[0].equals("n") ? (Object) 5L : null);
      Class<?> global = loader.loadClass("config.Global");
      Object read = global.getMethod("from", source).invoke(null, values);
      assertThat(read.toString())
          .startsWith("Global[array=null, big=0, empty=null, extra=, flag=false, flags=[], ")
          .contains(", n=5, ", ", one=PT0S, ", ", pkPerson=null, ", ", si={}, ");
      assertThat(global.getMethod("pkPerson").getReturnType().getRecordComponents())
          .extracting(component -> component.getName() + " " + component.getType().getSimpleName())
          .containsExactly("name String", "age Double", "tags List", "home Home", "none Object");
    }
  }

  @Test
  void goCompilesAndSwapsValues() throws Exception {
    generate("--go");
    Files.createDirectories(out.resolve("main"));
    Files.writeString(out.resolve("go.mod"), "module example.com/data\n\ngo 1.21\n");
    Files.writeString(
        out.resolve("main/main.go"),
        """
        package main

        import (
        	"encoding/json"
        	"fmt"

        	"example.com/data"
        )

        // As gokeeper's client has it.
        type objContainer interface {
        	Update(name string, st interface{}) error
        	GetStructs() map[string]interface{}
        }

        var _ objContainer = data.ObjectsContainer

        func main() {
        	for _, name := range []string{"Global", "My_test", "List-of", "Meta"} {
        		fmt.Printf("%T ", data.ObjectsContainer.GetStructs()[name])
        	}
        	values := &data.Global{N: 5, Set: map[string]struct{}{"a": {}}}
        	fmt.Print(json.Unmarshal([]byte(`{"name":"x","home":{"city":"y"}}`), &values.PkPerson))
        	data.ObjectsContainer.Update("Global", values)
        	fmt.Println("", data.CurrentGlobal().N, data.CurrentGlobal().PkPerson.Home.City)
        	defer func() { fmt.Println(recover()) }()
        	data.ObjectsContainer.Update("Unknown", nil)
        }
        """);
    assertThat(run(out, GoProgram.go(), "vet", "./...")).isEmpty();
    assertThat(run(out, GoProgram.go(), "run", "./main"))
        .isEqualTo(
            """
            data.Global data.My_test data.ListOf data.Meta <nil> 5 y
            there is no configuration "Unknown"; generate the code again
            """);
    assertThat(files(out))
        .map(file -> file.getFileName().toString())
        .contains("global.go", "struct.go");
  }

  @Test
  void phpIsValidAndHoldsTheValues() throws Exception {
    generate("--php");
    for (Path file : files(out)) {
      assertThat(run(out, "php", "-l", file.toString())).contains("No syntax errors");
    }
    String script =
        """
        require 'GlobalConfig.php'; require 'MyTest.php';
        use Config\\GlobalConfig as G;
        echo json_encode([G::TEXT, G::FLAG, G::N, G::BIG, G::RATIO, G::ONE, G::TEXTS, G::SS, G::II,
          G::SB, G::SET, G::LISTS, G::PK_PERSON, G::ARRAY, G::EMPTY, G::EXTRA,
          G::FILES['global.conf']['10.0.0.1:80'], G::FILES['bj/global.conf']['DEFAULT']['n'],
          Config\\MyTest::CLASS_NAME, defined('Config\\GlobalConfig::ONLY_HERE')]);
        """;
    assertThat(run(out, "php", "-d", "serialize_precision=-1", "-r", script))
        .isEqualTo(
            "[\"it's \\\"\\\\n\\\" $x\",true,-5,-9223372036854775808,1.0e-7,1.5,[\"a\",\"b\"],{\"a\":\"b\"},"
                + "{\"1\":2},{\"a\":true,\"b\":false},[\"a\",\"b\"],{\"a\":[\"b\",\"c\"],\"d\":[\"e\"]},"
                + "{\"name\":\"x\",\"age\":5,\"tags\":[\"a\"],\"home\":{\"city\":\"y\"},\"none\":null},"
                + "[{\"x\":1},{\"x\":1.5,\"y\":true}],null,\"1\","
                + "{\"n\":6,\"only_here\":\"z\",\"pk_person\":{\"name\":\"y\",\"age\":5.5}},7,\"2\",false]");
  }

  static String[][] refused() {
    return new String[][] {
      {"--go", "x.conf", "a-b = 1", "the key 'a-b' of X cannot be a field in Go"},
      {"--go", "x.conf", "1a = 1", "the key '1a' of X cannot be a field in Go"},
      {
        "--go",
        "x.conf",
        "a_b = 1\naB = 1",
        "the key 'aB' of X and the key 'a_b' of X would both be called AB"
      },
      {"--go", "x.conf", "x json = {}", "the file X and the JSON of X would both be called X"},
      {"--go", "my-test.conf", "", "the file My-test and"},
      {
        "--java", "x.conf", "a_b = 1\naB = 1", "the key 'aB' of X and the key 'a_b' of X would both"
      },
      {
        "--php",
        "x.conf",
        "a_b = 1\na-b = 1",
        "the key 'a-b' of X and the key 'a_b' of X would both"
      },
      {
        "--php",
        "bj/global.conf",
        "flag int = 1",
        "key 'flag' is of type int in bj/global.conf [DEFAULT] and of type bool in global.conf [DEFAULT]"
      },
      {"--php", "x.conf", "a json = {", "x.conf [DEFAULT], key 'a': the value is no JSON"},
      {"--php", "x.conf", "a = 1\nb", "x.conf, line 2: 'b' has no '='"},
    };
  }

  @ParameterizedTest
  @MethodSource("refused")
  void namesWhatHasNoCode(String language, String file, String text, String problem)
      throws IOException {
    if (file.equals("my-test.conf")) {
      write("myTest.conf", "");
    }
    write(file, text);
    assertThatThrownBy(() -> generate(language))
        .isInstanceOf(CodegenException.class)
        .hasMessageContaining(problem);
  }

  @Test
  void namesTheLimitOfRecords() throws IOException {
    StringBuilder keys = new StringBuilder();
    for (int i = 0; i < 128; i++) {
      keys.append("k").append(i).append(" int = 1\n");
    }
    write("x.conf", keys.toString());
    assertThatThrownBy(() -> generate("--java")).hasMessageContaining("more keys than a record");
  }

  @Test
  void reportsFindings() throws IOException {
    write("x.conf", "a = b;c");
    List<String> lines = new ArrayList<>();
    SourceFolder.read(source, lines::add);
    assertThat(lines)
        .anyMatch(line -> line.startsWith("x.conf, line 1: the value is 'b', since ';' begins"));
  }

  @Test
  void namesWrongArguments() {
    assertThatThrownBy(() -> CodegenArguments.parse("a", "--go"))
        .hasMessageStartingWith("say codegen");
    assertThatThrownBy(() -> CodegenArguments.parse("a", "--rust", "--out", "b"))
        .hasMessageStartingWith("there is no option --rust");
    assertThatThrownBy(() -> CodegenArguments.parse("a", "--go", "--php", "--out", "b"))
        .hasMessageStartingWith("'--php' is one argument too many");
    assertThatThrownBy(() -> CodegenArguments.parse("a", "--go", "--out"))
        .hasMessageStartingWith("--out needs a value");
    assertThatThrownBy(
            () -> CodegenArguments.parse("a", "--java", "--out", "b", "--package", "a-b"))
        .hasMessage("'a-b' is not the name of a package");
    assertThatThrownBy(() -> SourceFolder.read(folder.resolve("none"), line -> {}))
        .hasMessageEndingWith("is not a folder");
  }

  private void generate(String language) throws IOException {
    CodegenArguments arguments =
        CodegenArguments.parse(source.toString(), language, "--out", out.toString());
    CodegenCommand.run(arguments);
  }

  private void write(String name, String text) throws IOException {
    Path file = source.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(Files::isRegularFile).toList();
    }
  }

  private static String run(Path folder, String... command) throws Exception {
    Process process =
        new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
    return output;
  }
}
