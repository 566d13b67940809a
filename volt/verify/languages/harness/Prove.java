// Runs the tests and then says the word that it read before any class of the program was loaded.
public class Prove_TAG {
    public static void main(String[] arguments) throws Throwable {
        byte[] word = System.in.readAllBytes();
        java.io.FileOutputStream out = new java.io.FileOutputStream(java.io.FileDescriptor.out);
        try {
            ENTRY.main(new String[0]);
        } catch (Throwable error) {
            System.err.println(error);
            Runtime.getRuntime().halt(1);
        }
        if (word.length == 0) Runtime.getRuntime().halt(1);
        out.write(word);
        out.flush();
        Runtime.getRuntime().halt(0);
    }
}
