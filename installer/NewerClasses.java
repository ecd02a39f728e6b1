import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassElement;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFileVersion;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassModel;
import java.lang.classfile.MethodModel;
import java.lang.classfile.MethodTransform;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/// Copies a jar with its classes in a newer class-file version. A start-up cache leaves out classes
/// of Java 5 and older, since they carry no stack maps; picocli's are of Java 5, and loading and
/// verifying them took half of a command's processor time.
///
/// `java NewerClasses.java FROM.jar TO.jar`
final class NewerClasses {
  private static final int OLD = ClassFile.JAVA_6_VERSION;
  private static final int NEW = ClassFile.JAVA_8_VERSION;

  private final ClassFile classes;

  private NewerClasses(ZipFile jar) {
    ClassHierarchyResolver here =
        ClassHierarchyResolver.ofResourceParsing(name -> {
          ZipEntry entry = jar.getEntry(name.packageName().replace('.', '/')
              + (name.packageName().isEmpty() ? "" : "/") + name.displayName() + ".class");
          try {
            return entry == null ? null : jar.getInputStream(entry);
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
    classes =
        ClassFile.of(
            ClassFile.StackMapsOption.GENERATE_STACK_MAPS,
            ClassFile.ClassHierarchyResolverOption.of(
                here.orElse(ClassHierarchyResolver.defaultResolver())));
  }

  public static void main(String[] args) throws IOException {
    try (ZipFile jar = new ZipFile(args[0]);
        ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(Path.of(args[1])))) {
      NewerClasses newer = new NewerClasses(jar);
      out.setLevel(0);
      for (ZipEntry entry : jar.stream().toList()) {
        byte[] bytes = jar.getInputStream(entry).readAllBytes();
        out.putNextEntry(new ZipEntry(entry.getName()));
        out.write(entry.getName().endsWith(".class") ? newer.of(bytes) : bytes);
        out.closeEntry();
      }
    }
  }

  private byte[] of(byte[] bytes) {
    ClassModel model = classes.parse(bytes);
    return model.majorVersion() < OLD
        ? classes.transformClass(model, NewerClasses::element)
        : bytes;
  }

  private static void element(ClassBuilder to, ClassElement element) {
    switch (element) {
      case ClassFileVersion _ -> to.withVersion(NEW, 0);
      // Built anew, with stack maps, and not taken over as it is.
      case MethodModel method ->
          to.transformMethod(method, MethodTransform.transformingCode((code, each) -> code.with(each)));
      default -> to.with(element);
    }
  }
}
