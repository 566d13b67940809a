// Compiles a program, and then its tests against it, and refuses programs whose objects could decide their own tests.
// Runs in the compiler's sandbox, where no code of the program is executed: classes are looked at, not initialised.
import java.io.StringWriter;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;

public class Compile {
    private static final int BROKEN = 1, REFUSED = 3;
    private static final Class<?>[] COMPARED = {
        java.util.Collection.class, Map.class, Map.Entry.class, CharSequence.class, Number.class, java.util.Iterator.class,
        ClassLoader.class
    };
    // What could make, while it runs, an object of a kind that is refused here. Arrays of a type variable are harmless.
    private static final Pattern DYNAMIC = Pattern.compile(
        "java[/.]lang[/.]reflect[/.](?!Array\\b)\\w+|\\)Ljava/lang/invoke/MethodHandles.Lookup;|java/io/ObjectInputStream");

    public static void main(String[] folders) throws Exception {
        Path program = Path.of(folders[0]), tests = Path.of(folders[1]), out = Path.of(folders[2]);
        Path own = out.resolve("program");
        compile(program, own, "");
        if (!Files.isDirectory(tests)) return;
        List<String> imported = imports(tests);
        try (URLClassLoader loader = new URLClassLoader(new URL[] {own.toUri().toURL()})) {
            for (Path file : files(own, ".class")) {
                String name = own.relativize(file).toString().replace('/', '.').replaceAll("\\.class$", "");
                Matcher dynamic = DYNAMIC.matcher(Files.readString(file, StandardCharsets.ISO_8859_1));
                if (dynamic.find()) leave(REFUSED, "it uses " + dynamic.group() + ", which programs may not that run together with their tests");
                examine(Class.forName(name, false, loader), imported);
            }
        }
        compile(tests, out.resolve("tests"), own.toString());
    }

    private static void compile(Path from, Path to, String path) throws Exception {
        Files.createDirectories(to);
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        List<String> options = List.of("-proc:none", "-nowarn", "-Xlint:none", "-implicit:none", "-d", to.toString(), "-cp", path);
        StringWriter said = new StringWriter();
        try (var manager = compiler.getStandardFileManager(null, null, null)) {
            var sources = manager.getJavaFileObjectsFromPaths(files(from, ".java"));
            if (!compiler.getTask(said, manager, null, options, null, sources).call()) leave(BROKEN, said.toString());
        }
    }

    private static void examine(Class<?> type, List<String> imported) {
        String name = type.getSimpleName();
        if (type.getEnclosingClass() == null) {
            for (String scope : imported) {
                if (exists(scope + name)) leave(REFUSED, "its class " + name + " hides " + scope + name + " from the tests");
            }
        }
        for (Class<?> compared : COMPARED) {
            if (compared.isAssignableFrom(type)) {
                leave(REFUSED, "its class " + name + " is a " + compared.getSimpleName() + " of its own, which tests would have to trust; return one of the library's");
            }
        }
        for (Method method : type.getDeclaredMethods()) {
            boolean equals = method.getName().equals("equals") && method.getParameterCount() == 1;
            // A record's equals is made by the compiler; one that is written has been refused before (java.py).
            if (equals && !type.isRecord()) {
                leave(REFUSED, "its class " + name + " defines equals, which tests would have to trust; use a record");
            }
        }
    }

    private static boolean exists(String name) {
        try {
            Class.forName(name, false, ClassLoader.getPlatformClassLoader());
            return true;
        } catch (ClassNotFoundException | LinkageError absent) {
            return false;
        }
    }

    // The packages whose classes the tests know by their simple names.
    private static List<String> imports(Path tests) throws Exception {
        List<String> scopes = new ArrayList<>(List.of("java.lang."));
        Pattern pattern = Pattern.compile("import\\s+([\\w.]+\\.)(\\*|\\w+)\\s*;");
        for (Path file : files(tests, ".java")) {
            Matcher found = pattern.matcher(Files.readString(file));
            while (found.find()) scopes.add(found.group(1));
        }
        return scopes.stream().distinct().collect(Collectors.toList());
    }

    private static List<Path> files(Path folder, String suffix) throws Exception {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(path -> path.toString().endsWith(suffix)).sorted().collect(Collectors.toList());
        }
    }

    private static void leave(int code, String text) {
        System.out.println(text);
        System.out.flush();
        Runtime.getRuntime().halt(code);
    }
}
